// The keys somebody made, the latest first.
// @access read
// @param maker string
// @returns props
MATCH (k:ApiKey {maker: $maker})
WITH k
ORDER BY k.createdAt DESC, k.id
RETURN properties(k) AS props
