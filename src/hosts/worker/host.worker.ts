/** The dedicated worker that runs the world for the page: answers envelopes, nothing else. */
import type { Envelope, Reply, Request } from '../../bridge/protocol'
import { createHost } from './host'
import { buffersOf } from './buffersOf'

const dataFolder = new URL('../data/', import.meta.url.startsWith('blob:') ? self.location.origin : import.meta.url)

const host = createHost(async (path) => {
  const response = await fetch(new URL(path, dataFolder))
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${path}`)
  return response.arrayBuffer()
})

self.onmessage = async ({ data }: MessageEvent<Envelope<Request>>) => {
  const body: Reply = await host(data.body)
  const envelope: Envelope<Reply> = { requestNumber: data.requestNumber, body }
  self.postMessage(envelope, { transfer: buffersOf(body) })
}
