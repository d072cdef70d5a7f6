/** The bytes of an aggregated record, made when somebody reads it: what the KPL would have put. */
import { encodeAggregate } from '../../../kinesis/encodeAggregate'
import { partitionKeyOf } from '../../keySpace'
import { simulatedData } from '../../producers/rowText'
import type { Aggregate } from '../../recordBatch'
import type { World } from '../../state'

export function aggregateData({ keys }: World, { keyIds, dataBytes, recordIds, data }: Aggregate): Uint8Array {
  const records = Array.from(keyIds, (keyId, at) => {
    const partitionKey = partitionKeyOf(keys, keyId)
    return { partitionKey, explicitHashKey: null, data: data?.[at] ?? simulatedData(recordIds[at], partitionKey, dataBytes[at]) }
  })
  return encodeAggregate(records)
}
