// What the start page remembers of one account: when its last visits began, the tours it has
// ended and the waiting items it has acknowledged.
// @access read
// @param id string
// @returns visits, tours, acknowledged
MATCH (d:Desk {id: $id})
RETURN d.visits AS visits, d.tours AS tours, d.acknowledged AS acknowledged
