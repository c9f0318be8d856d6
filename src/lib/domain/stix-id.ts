/** Ids of STIX objects: what a reference to one looks like wherever it stands. */
const stixId =
	/^[A-Za-z0-9][A-Za-z0-9_.-]{0,249}--[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

export const isStixId = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= 290 && stixId.test(value);

/** `malware` of `malware--…`; the last `--` divides, because a type may hold one. */
export const typeOfId = (id: string): string => id.slice(0, id.lastIndexOf('--'));
