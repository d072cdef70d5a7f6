/** What `public/data/manifest.json` holds. */
import * as v from 'valibot'

const text = v.pipe(v.string(), v.nonEmpty())
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

const dataSetSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
  bytes: whole,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  format: v.picklist(['csv', 'tsv', 'jsonLines']),
  encoding: v.picklist(['utf-8', 'iso-8859-1']),
  quoting: v.boolean(),
  time: v.strictObject({ column: text, unit: v.picklist(['epochMs', 'epochS', 'iso', 'isoLocal']) }),
  keyColumns: v.pipe(v.array(text), v.minLength(1)),
  sizeColumn: v.nullable(text),
  weight: v.nullable(v.strictObject({ column: text, bucketSeconds: whole })),
  /** Rows of the file; a weighted row stands for several records. */
  rows: whole,
  records: whole,
  licence: text,
  /** In `licenses/`; null = there is no text, the set's README says why. */
  licenceFile: v.nullable(text),
  origin: text,
})

export const dataSetManifestSchema = v.strictObject({ version: v.literal(1), dataSets: v.array(dataSetSchema) })

export type DataSet = v.InferOutput<typeof dataSetSchema>
