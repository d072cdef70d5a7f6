export function measurePage(_r: unknown): Promise<void> { return Promise.resolve() }
