/** Takes one figure; see `main.ts`. */
export type Report = (name: string, value: number, unit: string) => void
