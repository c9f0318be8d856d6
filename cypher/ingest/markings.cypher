// The marking definitions an owner has received.
// @access read
// @param owner string
// @returns ref, tlp, pap, handling
MATCH (m:Marking)
WHERE m.owner = $owner
RETURN m.ref AS ref, m.tlp AS tlp, m.pap AS pap, m.handling AS handling
ORDER BY ref
