/** `npm run serve` as a person starts it, and the SDK as their program uses it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { KinesisClient } from '@aws-sdk/client-kinesis'

export interface Serving {
  address: string
  client: KinesisClient
  /** As a power cut would. */
  kill: () => Promise<void>
}

const READY = /connect=[^:]+:(\d+)/

/** @param port 0: any that is free. */
export async function serve({ port = 0, args = [] }: { port?: number; args?: readonly string[] } = {}): Promise<Serving> {
  const host = spawn(process.execPath, ['scripts/host.mjs', 'serve', '--port', String(port), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const address = `localhost:${await portOf(host)}`
  const client = new KinesisClient({ endpoint: `http://${address}`, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } })
  return {
    address,
    client,
    async kill() {
      client.destroy()
      if (host.exitCode !== null || host.signalCode !== null) return
      const ended = new Promise((resolve) => host.once('exit', resolve))
      host.kill('SIGKILL')
      await ended
    },
  }
}

/** It says where it listens once it does. */
function portOf(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    host.stdout?.on('data', (text: Buffer) => {
      said += text.toString()
      const port = READY.exec(said)?.[1]
      if (port !== undefined) resolve(port)
    })
    host.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${said}`)))
  })
}
