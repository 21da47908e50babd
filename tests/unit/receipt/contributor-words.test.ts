import { expect, it } from 'vitest';
import { describeContributors } from '#server/domain/receipt/contributors.calculations.ts';

const reported = ['Cambodia', 'Malaysia', 'Thailand', 'Viet Nam'];

it('names whose figure is shown, and says that the others are not named', () => {
  expect(describeContributors({ released: ['Malaysia', 'Thailand'], reported }, { contributing: 3 })).toEqual(
    [
      'Shown with a figure of their own: Malaysia and Thailand.',
      'Which others are in it is not published. 4 reported for the round: Cambodia, Malaysia, Thailand and Viet Nam.',
    ],
  );
  expect(describeContributors({ released: [], reported }, { contributing: 3 })).toEqual([
    'None of them is shown with a figure of its own.',
    'Which they are is not published. 4 reported for the round: Cambodia, Malaysia, Thailand and Viet Nam.',
  ]);
});

it('names all where all are shown, and nobody where nobody is in it', () => {
  expect(describeContributors({ released: ['Malaysia', 'Thailand'], reported }, { contributing: 2 })).toEqual(
    ['Malaysia and Thailand.'],
  );
  expect(describeContributors({ released: [], reported }, { contributing: 0 })).toEqual([]);
  expect(describeContributors({ released: [], reported }, { contributing: null })).toEqual([]);
});
