/** The dedicated worker that runs the world for the page: answers envelopes, nothing else. */
import type { Envelope, Reply, Request } from '../../bridge/protocol'
import { createHost } from './host'
import { buffersOf } from './buffersOf'

/** The build puts this worker into `assets/worker/`, beside `data/` two steps up. */
const dataFolder = new URL(import.meta.env.DEV ? '/data/' : '../../data/', self.location.href)

const host = createHost(async (path) => {
  const response = await fetch(new URL(path, dataFolder))
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${path}`)
  return response.arrayBuffer()
})

self.onmessage = async ({ data }: MessageEvent<Envelope<Request>>) => {
  const body = await host(data.body, (early) => self.postMessage({ requestNumber: data.requestNumber, body: early } satisfies Envelope<Reply>))
  const envelope: Envelope<Reply> = { requestNumber: data.requestNumber, body }
  self.postMessage(envelope, { transfer: buffersOf(body) })
}
