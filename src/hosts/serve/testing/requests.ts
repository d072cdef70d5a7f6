/** Requests written by hand, for what no SDK would send. */
import { request, type OutgoingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { SIGNED, targetOf } from './clients'

export interface Response {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

export interface Sent {
  operation?: string
  method?: string
  path?: string
  headers?: OutgoingHttpHeaders
  body?: string | Uint8Array
}

/** Over HTTP/1.1, on a connection of its own. */
export function send(port: number, { operation = 'ListStreams', method = 'POST', path = '/', headers = {}, body = '{}' }: Sent = {}): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...SIGNED, 'x-amz-target': targetOf(operation), ...headers } }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces).toString() }))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

/** A bare connection; what comes back is kept as text. */
export function openSocket(port: number): Promise<{ socket: Socket; received: () => Buffer; closed: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.setNoDelay(true)
    socket.on('data', (piece) => pieces.push(piece))
    const closed = new Promise<void>((done) => {
      socket.once('close', () => done())
      socket.once('end', () => {
        socket.destroy()
      })
    })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => undefined)
      resolve({ socket, received: () => Buffer.concat(pieces), closed })
    })
  })
}

/** Lets what was written leave before the next write. */
export function flushed(socket: Socket, bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.write(bytes, () => setImmediate(resolve))
  })
}
