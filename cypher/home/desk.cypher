// What the start page remembers of one account: when its last visits began, and the tours it has ended.
// @access read
// @param id string
// @returns visits, tours
MATCH (d:Desk {id: $id})
RETURN d.visits AS visits, d.tours AS tours
