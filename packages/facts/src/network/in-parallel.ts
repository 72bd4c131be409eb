/** Does work on all items, a few at a time; results stand in the order of the items. The first rejection ends it. */
export async function inParallel<T, R>(items: readonly T[], atATime: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of rest) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, worker));
  return items.map((_, index) => results.get(index) as R);
}
