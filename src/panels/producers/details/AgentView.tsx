/** The Agent: the files it follows and how far, its checkpoint, its buffers, and what it makes of a line. */
import { useTranslation } from 'react-i18next'
import type { AgentDetails } from '../../../engine/producers/agent/details'
import type { AgentSettings } from '../../../engine/producers/agent/settings'
import { useFormats } from '../../../strings/formats'
import sheet from '../../sheet/Sheet.module.css'
import { BeforeAndAfter } from './BeforeAndAfter'
import { Facts, SmallTable } from '../../sheet/parts'

/** As CloudWatch names them. */
const METRICS = ['BytesSent', 'RecordsSent', 'RecordSendAttempts', 'RecordSendErrors', 'ServiceErrors'] as const

export function AgentView({ details, settings }: { details: AgentDetails; settings: AgentSettings }) {
  const { t } = useTranslation('producers')
  const { count, bytes, duration } = useFormats()
  const { fault, files, reading, checkpoint, buffer, buffers, retries, backoffMs, metrics, lastRecord } = details
  return (
    <>
      {fault === null ? null : <Fault fault={fault} settings={settings} />}
      <SmallTable
        caption={t('agent.files')}
        heads={[t('agent.path'), t('agent.size'), t('agent.lines')]}
        rows={files.map(({ path, fileId, bytes: size, lines, isTailed, matchesFilePattern }) => ({
          key: fileId,
          cells: [
            <>
              <code>{path}</code> {isTailed ? t('agent.tailed') : null} {matchesFilePattern ? null : <b data-fault>{t('agent.unseen')}</b>}
            </>,
            bytes(size),
            count(lines),
          ],
        }))}
      />
      <Facts
        facts={[
          [t('agent.reading'), reading === null ? t('agent.down') : t('agent.offset', { offset: count(reading.offset), path: reading.path })],
          [t('agent.behind'), reading === null ? '–' : t('agent.behindValue', { lines: count(reading.linesBehind), bytes: bytes(reading.bytesBehind) })],
          [t('agent.checkpoint'), checkpoint === null ? t('agent.noCheckpoint') : t('agent.offset', { offset: count(checkpoint.offset), path: checkpoint.path ?? t('agent.fileGone') })],
          [t('agent.parsed'), count(details.recordsParsed)],
          [t('agent.skipped'), count(details.recordsSkipped)],
          [t('agent.truncated'), count(details.recordsTruncated)],
          [t('agent.buffer'), buffer === null ? '–' : t('agent.bufferValue', { count: buffer.records, bytes: bytes(buffer.bytes), age: duration(Math.round(buffer.ageMs)) })],
          [t('agent.buffers'), t('agent.buffersValue', { queued: count(buffers.queued), retrying: count(buffers.retrying), sending: count(buffers.accepted + buffers.sending) })],
          ...(backoffMs === 0 ? [] : [[t('agent.backoff'), duration(Math.round(backoffMs))] as const]),
          ...METRICS.map((name) => [name, count(metrics[name])] as const),
        ]}
      />
      <SmallTable
        caption={t('agent.retries')}
        heads={[t('agent.bufferId'), t('agent.records'), t('agent.attempts')]}
        rows={retries.map(({ bufferId, records, attempts }) => ({ key: bufferId, cells: [count(bufferId), count(records), count(attempts)] }))}
      />
      {lastRecord === null ? null : <BeforeAndAfter before={lastRecord.before} after={lastRecord.after ?? t('agent.wasSkipped')} />}
    </>
  )
}

/** `index` is that of a step, as they stand in the settings. */
function Fault({ fault: { key, sign, index }, settings }: { fault: NonNullable<AgentDetails['fault']>; settings: AgentSettings }) {
  const { t } = useTranslation('producerFaults')
  const fault = t(key, { sign })
  return (
    <p className={sheet.refusal}>
      {t('agentDoesNotStart')} {index === null ? t('inStartPattern', { fault }) : t('inOption', { number: index + 1, optionName: settings.dataProcessingOptions[index]?.optionName ?? '', fault })}
    </p>
  )
}
