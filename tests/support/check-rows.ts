import { checkEveryRow } from '#db/rows.ts';

// Loaded before the tests of the database: what readRows gives is held against its shape there.
checkEveryRow();
