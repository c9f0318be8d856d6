/** The reason a request about an import cannot be carried out, in words for the person who made it. */
export class ImportRefused extends Error {
	override name = 'ImportRefused';
}

/** A file that the disk would hold only by taking what everybody else needs. */
export class NoRoom extends ImportRefused {}

/** An import in which is what the viewer may not see: not theirs to take away. */
export class NotAllSeen extends ImportRefused {}
