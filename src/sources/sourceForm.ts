/** What a file is like: as a manifest says it, and as it is found out. */
import type { CsvForm } from './csvReader'
import type { TimeColumn, TimeUnit } from './timeColumn'

/** What is known of a file beforehand; a data set's manifest says it. */
export interface SourceForm {
  format: 'csv' | 'tsv' | 'jsonLines'
  encoding: string
  quoting: boolean
  time: { column: string; unit: TimeUnit }
  /** Offered first, best first; `a+b` joins two columns. */
  keyColumns: readonly string[]
  /** Says how many bytes each record has; null = those of its line. */
  sizeColumn: string | null
  /** Says how many records a row stands for, spread evenly over its bucket. */
  weight: { column: string; bucketSeconds: number } | null
}

export type Format = ({ type: 'csv' } & CsvForm) | { type: 'jsonLines' } | { type: 'commonLog' } | { type: 'plainLog'; firstTime: string | null }

export interface ReadPlan {
  format: Format
  time: TimeColumn | null
}
