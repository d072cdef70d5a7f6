/** The folder of `--data`: its one snapshot, read once and written whole or not at all. No request ever comes near it. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFolder } from './dataLock'
import { decodeSnapshot, encodeSnapshot, type Saved } from './snapshotFile'

const SNAPSHOT_FILE = 'shardscope.snapshot'
const UNFINISHED_FILE = 'shardscope.snapshot.new'
/** Records may be anybody's business but the owner's. */
const OWNER_ONLY = 0o600

export interface DataFolder {
  /** What was there when it was opened; null: nothing. */
  readonly saved: Saved | null
  /** @throws Error when it cannot be written; what was written last is still there then. */
  save(saved: Saved): Promise<void>
  close(): Promise<void>
}

/** @throws Error with a sentence: what is wrong, where, and what to do. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new Error(`${folder} cannot be used as a folder (${reasonOf(error)}). Choose another one with --data.`)
  })
  const lock = await lockFolder(folder).catch((error: unknown) => {
    if (!isSystemError(error)) throw error
    throw new Error(`${folder} cannot be written (${reasonOf(error)}). Give yourself the right to, or choose another folder with --data.`)
  })
  try {
    const saved = await readSnapshot(join(folder, SNAPSHOT_FILE))
    await removeUnfinished(join(folder, UNFINISHED_FILE))
    return {
      saved,
      async save(next) {
        if (!(await lock.isOurs())) throw new Error('another service has taken the folder since')
        await writeSnapshot(folder, await encodeSnapshot(next))
      },
      close: () => lock.release(),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function readSnapshot(path: string): Promise<Saved | null> {
  let file: Buffer
  try {
    file = await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`${path} cannot be read (${reasonOf(error)}). Nothing was changed.`)
  }
  const decoded = await decodeSnapshot(file)
  if ('world' in decoded) return decoded
  throw new Error(`${path} ${decoded.problem}. It was left as it is: move it away to begin anew, or choose another folder with --data.`)
}

async function removeUnfinished(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error: unknown) => {
    throw new Error(`${path} cannot be removed (${reasonOf(error)}). Move it away, or choose another folder with --data.`)
  })
}

/** On disk before it takes the old one's place: whenever the machine stops, one of the two is whole. */
async function writeSnapshot(folder: string, pieces: readonly Buffer[]): Promise<void> {
  const unfinished = join(folder, UNFINISHED_FILE)
  try {
    const file = await open(unfinished, 'w', OWNER_ONLY)
    try {
      for (const piece of pieces) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, join(folder, SNAPSHOT_FILE))
    await syncFolder(folder)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Some systems cannot open a folder; there the rename itself must do. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error
}

export function reasonOf(error: unknown): string {
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error)
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'there is no permission'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full'
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ERR_FS_EISDIR':
      return 'something else of that name is there'
    default:
      return error.message
  }
}
