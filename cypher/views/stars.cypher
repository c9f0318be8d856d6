// The entities an account starred, latest first.
// @access read
// @param account string
// @returns entity, at
MATCH (s:Star)
WHERE s.keeper = $account
RETURN s.entity AS entity, s.at AS at
ORDER BY at DESC, entity
