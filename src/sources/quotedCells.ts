/** Records with quoted cells, read by Papa Parse, which is fetched for the first file that may have any. */
import type { parse } from 'papaparse'
import { ensure } from '../base/assert'

const fetched: { parse: typeof parse | null } = { parse: null }

/** Before any record is read of a file that may have quotes. */
export async function fetchQuotedReader(): Promise<void> {
  fetched.parse ??= (await import('papaparse')).default.parse
}

/** @returns the cells of one whole record; null when its quotes make no sense. */
export function cellsOfQuoted(text: string, delimiter: string): string[] | null {
  const parsed = ensure(fetched.parse, 'the reader of quoted cells')<string[]>(`${text}\n`, { delimiter, newline: '\n', preview: 1 })
  return parsed.errors.length > 0 ? null : (parsed.data[0] ?? null)
}
