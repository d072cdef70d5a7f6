/**
 * The servers that `serveBench.ts` holds ours against, each a process of its own: `canned` answers at once with what was
 * prepared, `kinesalite` is an emulator that nobody here wrote. Prints its port.
 */
import { createServer } from 'node:http'

const HOST = '127.0.0.1'
const SHARDS_MAX = 100

const [kind, recordsOfPut, recordsOfGet, dataBytes] = process.argv.slice(2)
const server = kind === 'kinesalite' ? await openKinesalite() : openCanned()
server.listen(0, HOST, () => console.log(server.address().port))

async function openKinesalite() {
  const { default: kinesalite } = await import('kinesalite')
  return kinesalite({ shardLimit: SHARDS_MAX, createStreamMs: 1 })
}

function openCanned() {
  const answers = cannedAnswers()
  return createServer((request, response) => {
    request.on('data', () => undefined)
    request.on('end', () => {
      const body = answers[String(request.headers['x-amz-target']).split('.')[1]] ?? Buffer.from('{}')
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'content-length': body.length })
      response.end(body)
    })
  })
}

function cannedAnswers() {
  const SequenceNumber = '49594189147623985939251953501666965394405037144469929986'
  const ShardId = 'shardId-000000000000'
  const put = Array.from({ length: Number(recordsOfPut) }, () => ({ SequenceNumber, ShardId }))
  const Data = Buffer.alloc(Number(dataBytes), 'x').toString('base64')
  const got = Array.from({ length: Number(recordsOfGet) }, () => ({ SequenceNumber, ApproximateArrivalTimestamp: 1767603600.123, Data, PartitionKey: 'user-12345' }))
  return {
    PutRecords: toBody({ FailedRecordCount: 0, Records: put }),
    GetRecords: toBody({ Records: got, NextShardIterator: 'x'.repeat(200), MillisBehindLatest: 0 }),
    GetShardIterator: toBody({ ShardIterator: 'x'.repeat(200) }),
    ListShards: toBody({ Shards: Array.from({ length: SHARDS_MAX }, () => ({ ShardId, HashKeyRange: { StartingHashKey: '0', EndingHashKey: '1' }, SequenceNumberRange: { StartingSequenceNumber: '1' } })) }),
    DescribeStreamSummary: toBody({ StreamDescriptionSummary: { StreamStatus: 'ACTIVE' } }),
  }
}

function toBody(value) {
  return Buffer.from(JSON.stringify(value))
}
