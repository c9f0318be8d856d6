// Keeps which tours an account has ended.
// @access write
// @param id string · tours string[]
// @returns tours
MERGE (d:Desk {id: $id})
SET d.tours = $tours
RETURN d.tours AS tours
