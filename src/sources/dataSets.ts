/** The recorded data sets that we ship: found by the manifest of `public/data`, and how one of them becomes a source. */
import type { DataSet } from './dataSetManifest'
import { readSource, refuseUnreadable } from './readSource'
import type { ReadOptions, ReadResult } from './readResult'

/** As `dataSetManifest.ts` describes it; it comes with the build, whose tests hold it to that. */
export interface DataSetManifest {
  dataSets: DataSet[]
}

/** @param path below `public/data`, such as `manifest.json`. */
export type ReadBytes = (path: string) => Promise<ArrayBuffer>

/** @throws Error when the manifest is missing or is no JSON. */
export async function readManifest(readBytes: ReadBytes): Promise<DataSetManifest> {
  const bytes = await readBytes('manifest.json')
  return JSON.parse(new TextDecoder().decode(bytes)) as DataSetManifest
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
