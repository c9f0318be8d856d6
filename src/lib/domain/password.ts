/** How long a password is: asked for in the form, held to where it is kept. */
export const passwordLength = { least: 12, most: 128 } as const;
