// Records are found by Latin letters too: the step of this name in schema-steps.ts writes their text anew.
