/** The recorded data sets that we ship: the manifest of `public/data`, and how one of them becomes a source. */
import * as v from 'valibot'
import { readSource, refuseUnreadable } from './readSource'
import type { ReadOptions, ReadResult } from './readResult'

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
export type DataSetManifest = v.InferOutput<typeof dataSetManifestSchema>

/** @param path below `public/data`, such as `manifest.json`. */
export type ReadBytes = (path: string) => Promise<ArrayBuffer>

/** @throws Error or ValiError when the manifest is missing or is not one. */
export async function readManifest(readBytes: ReadBytes): Promise<DataSetManifest> {
  const bytes = await readBytes('manifest.json')
  return v.parse(dataSetManifestSchema, JSON.parse(new TextDecoder().decode(bytes)))
}

export async function loadDataSet(id: string, readBytes: ReadBytes, following: Pick<ReadOptions, 'onProgress' | 'signal'> = {}): Promise<ReadResult> {
  let found: { dataSet: DataSet; bytes: ArrayBuffer }
  try {
    found = await fetchDataSet(id, readBytes)
  } catch (error) {
    return refuseUnreadable(error)
  }
  const { dataSet, bytes } = found
  return readSource(new Uint8Array(bytes), { ...following, sourceId: id, fileName: dataSet.file, form: dataSet })
}

async function fetchDataSet(id: string, readBytes: ReadBytes): Promise<{ dataSet: DataSet; bytes: ArrayBuffer }> {
  const { dataSets } = await readManifest(readBytes)
  const dataSet = dataSets.find((candidate) => candidate.id === id)
  if (dataSet === undefined) throw new Error(`manifest.json: ${id}?`)
  const bytes = await readBytes(`${dataSet.id}/${dataSet.file}`)
  if (bytes.byteLength !== dataSet.bytes) throw new Error(`${dataSet.file}: ${bytes.byteLength} ≠ ${dataSet.bytes} B`)
  return { dataSet, bytes }
}
