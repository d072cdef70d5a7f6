/** Connections that become WebSockets: the same gate as for requests, then whoever has asked for the path. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { refuseStranger, type Rules } from './guard'

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface Upgrades {
  listen: (path: string, listener: UpgradeListener) => void
  /** @returns whether the connection was taken or refused; if not, the request is an ordinary one. */
  take: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
}

export function createUpgrades(rules: Rules): Upgrades {
  const listeners = new Map<string, UpgradeListener>()
  return {
    listen: (path, listener) => {
      listeners.set(path, listener)
    },
    take: (request, socket, head) => {
      if (request.headers.upgrade?.toLowerCase() !== 'websocket') return false
      socket.on('error', () => undefined)
      const refusal = refuseStranger(rules, request.headers.host ?? null, request.headers.origin)
      const listener = listeners.get((request.url ?? '').split('?', 1)[0] ?? '')
      if (refusal !== null) refuse(socket, '403 Forbidden', refusal)
      else if (listener === undefined) refuse(socket, '404 Not Found', 'Nothing is watched here.')
      else listener(request, socket, head)
      return true
    },
  }
}

function refuse(socket: Duplex, status: string, sentence: string): void {
  socket.end(`HTTP/1.1 ${status}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(sentence)}\r\nconnection: close\r\n\r\n${sentence}`)
}
