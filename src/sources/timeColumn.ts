/** The column that tells when a record came, and how its text becomes milliseconds; written dates are read by what comes with the first of them. */
import { parseNumber } from './cellText'

export type TimeUnit = 'epochMs' | 'epochS' | 'iso' | 'isoLocal'

export interface TimeColumn {
  name: string
  /** null = the cells are written dates; else they are numbers. */
  msPerUnit: number | null
}

export function timeColumnOfUnit({ name, unit }: { name: string; unit: TimeUnit }): TimeColumn {
  switch (unit) {
    case 'epochMs':
      return { name, msPerUnit: 1 }
    case 'epochS':
      return { name, msPerUnit: 1_000 }
    case 'iso':
    case 'isoLocal':
      return { name, msPerUnit: null }
  }
}

/** @returns a function from a cell to milliseconds, NaN where it is no instant; neighbours are often alike. */
export async function createTimeReader({ msPerUnit }: TimeColumn): Promise<(cell: string) => number> {
  const toMs = msPerUnit === null ? (await import('./timeText')).parseTimeText : (text: string) => parseNumber(text) * msPerUnit
  let lastCell = ''
  let lastMs = Number.NaN
  return (cell) => {
    if (cell === lastCell) return lastMs
    lastCell = cell
    lastMs = toMs(cell.trim())
    return lastMs
  }
}
