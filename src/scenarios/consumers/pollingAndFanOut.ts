/** The same work behind GetRecords and behind enhanced fan-out: how old records are when they are read. One of them changes over in mid-run. */
import type { Scenario } from '../../engine/scenario'
import type { SdkReaderSettings } from '../../engine/consumers/sdk/settings'
import { at, polling, read, stage, steady } from './stage'

/** From LATEST: what an application reads late because it has just begun would hide how late it reads. */
function quick(name: string, retrieval: SdkReaderSettings['retrieval']): SdkReaderSettings {
  return polling(name, { retrieval, initialPosition: 'LATEST', workUs: 20 })
}

const changesOver = quick('changes-over', 'polling')

export const pollingAndFanOut: Scenario = {
  ...stage,
  id: 'polling-and-fan-out',
  untilMs: 180_000,
  stream: { streamName: 'prices', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    steady(400, 200),
    read(quick('pulled', 'polling')),
    read(quick('pushed', 'fanOut')),
    read(changesOver),
    at(90, { type: 'SetApplicationSettings', application: changesOver.name, settings: { ...changesOver, retrieval: 'fanOut' } }),
  ],
}
