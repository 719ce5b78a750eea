/**
 * Where the lowest of some small whole numbers stand, the next, and so on; of equal ones the first before the next. By
 * counting: a model is opened at every start.
 */
export function sortedIndexes(numbers: Uint32Array): Uint32Array {
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  const starts = new Uint32Array(most + 2);
  for (const number of numbers) starts[number + 1] = (starts[number + 1] ?? 0) + 1;
  for (let number = 1; number <= most; number += 1)
    starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0);
  const sorted = new Uint32Array(numbers.length);
  for (let index = 0; index < numbers.length; index += 1) {
    const number = numbers[index] ?? 0;
    const place = starts[number] ?? 0;
    sorted[place] = index;
    starts[number] = place + 1;
  }
  return sorted;
}
