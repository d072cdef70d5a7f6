/**
 * One process to a folder. The lock is a file with its owner's token, touched while the owner lives; an owner that is gone or
 * silent loses it, and finds that out before it writes.
 */
import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'

const LOCK_FILE = 'shardscope.lock'
const TOUCH_EVERY_MS = 2_000
const SILENT_MS_MAX = 15_000
const LOOKS = 10
const LOOK_EVERY_MS = 50

/** Folders that this very process holds. */
const held = new Set<string>()

export interface DataLock {
  /** False once another process has taken the folder. */
  isOurs(): Promise<boolean>
  release(): Promise<void>
}

/** @throws Error with a sentence when another process holds the folder. */
export async function lockFolder(folder: string): Promise<DataLock> {
  const path = join(folder, LOCK_FILE)
  if (held.has(resolve(folder))) throw new Error(inUse(folder, process.pid))
  const own = `${JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() })}\n`
  if (!(await create(path, own))) {
    const pid = await livingOwner(path)
    if (pid !== null) throw new Error(inUse(folder, pid))
    const mine = `${path}.${process.pid}`
    await writeFile(mine, own)
    await rename(mine, path)
  }
  held.add(resolve(folder))
  const isOurs = async () => (await readFile(path, 'utf8').catch(() => '')) === own
  const timer = setInterval(() => void touch(), TOUCH_EVERY_MS).unref()
  const touch = async () => {
    if (await isOurs()) await utimes(path, new Date(), new Date()).catch(() => undefined)
  }
  return {
    isOurs,
    async release() {
      clearInterval(timer)
      held.delete(resolve(folder))
      if (await isOurs()) await rm(path, { force: true })
    },
  }
}

function inUse(folder: string, pid: number): string {
  return `${folder} is in use by another service (process ${pid}). Stop that one, or choose another folder with --data.`
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** @returns null when the owner is gone: its process has ended, or it has been silent for too long. */
async function livingOwner(path: string): Promise<number | null> {
  try {
    const { pid, host } = JSON.parse(await readLock(path)) as { pid: number; host: string }
    const silentMs = Date.now() - (await stat(path)).mtimeMs
    if (silentMs > SILENT_MS_MAX) return null
    const isGone = host === hostname() && (pid === process.pid || !isRunning(pid))
    return isGone || !Number.isInteger(pid) ? null : pid
  } catch {
    return null
  }
}

/** One that was made this moment is still empty: its owner is about to sign it. */
async function readLock(path: string): Promise<string> {
  for (let look = 1; look < LOOKS; look++) {
    const text = await readFile(path, 'utf8')
    if (text !== '') return text
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return readFile(path, 'utf8')
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
