/** Looked at in one turn of the event loop; a delivery is made in some microseconds. */
const AT_ONCE = 500;

/** Goes through many things and lets others run in between, whether or not anything is waited for. */
export async function* givingWay<T>(all: Iterable<T>): AsyncGenerator<T> {
  let count = 0;
  for (const one of all) {
    count += 1;
    if (count % AT_ONCE === 0) await nextTurn();
    yield one;
  }
}

/** Lets what is under way go on. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
