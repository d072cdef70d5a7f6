/** How a file is read: its format, and the column that tells the time. What a data set does not need comes with the first file that does. */
import { createCsvReader } from './csvReader'
import { timeColumnOfUnit } from './timeColumn'
import type { RowReader, RowSink } from './rowReader'
import type { Format, ReadPlan, SourceForm } from './sourceForm'

export async function planReading({ lines, fileName, form }: { lines: readonly string[]; fileName: string; form: SourceForm | null }): Promise<ReadPlan> {
  if (form !== null) return { format: formatOf(form), time: timeColumnOfUnit({ name: form.time.column, unit: form.time.unit }) }
  return (await import('./guessPlan')).guessPlan({ lines, fileName })
}

export async function createRowReader({ format, sink }: { format: Format; sink: RowSink }): Promise<RowReader> {
  if (format.type === 'csv') return createCsvReader({ form: format, sink })
  return (await import('./guessPlan')).createAnyReader({ format, sink })
}

function formatOf(form: SourceForm): Format {
  switch (form.format) {
    case 'csv':
      return { type: 'csv', delimiter: ',', quoting: form.quoting }
    case 'tsv':
      return { type: 'csv', delimiter: '\t', quoting: form.quoting }
    case 'jsonLines':
      return { type: 'jsonLines' }
  }
}
