// Whose set-up goes on after the first account was made, and until when.
// @access read
// @returns account, until
MATCH (going:SetUpLink {id: 'finishing'})
RETURN going.account AS account, going.until AS until
