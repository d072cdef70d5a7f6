/** Server-side encryption of one stream: on and off by the API's calls, and how much of what it holds is encrypted. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KmsKeyView, StreamGuardView } from '../../../engine/door/guardsView'
import { useActions, useWorld } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { lastRefusal } from '../../controls/lastRefusal'
import { SelectSetting } from '../../settings/SelectSetting'
import { Facts, Gauge } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'

const OPERATIONS = ['StartStreamEncryption', 'StopStreamEncryption'] as const

export function StreamEncryption({ stream, keys }: { stream: StreamGuardView; keys: readonly KmsKeyView[] }) {
  const { t } = useTranslation('security')
  const { count, percent } = useFormats()
  const { submit } = useActions()
  const { streamName, streamStatus, keyName, keyAlias, recordsHeld, recordsEncrypted } = stream
  const [chosen, setChosen] = useState<string | null>(null)
  const aliases = keys.map(({ aliasName }) => aliasName)
  const wanted = chosen !== null && aliases.includes(chosen) ? chosen : (keyAlias ?? aliases.at(-1) ?? '')
  const share = recordsHeld === 0 ? 0 : recordsEncrypted / recordsHeld
  const button = `${controls.button} ${controls.small}`
  return (
    <>
      <Facts
        facts={[
          ['EncryptionType', keyName === null ? 'NONE' : 'KMS'],
          ['KeyId', keyName ?? '–'],
          ['StreamStatus', streamStatus],
        ]}
      />
      <Gauge name={t('keys.share')} share={share} value={t('keys.shareValue', { share: percent(share), encrypted: count(recordsEncrypted), held: count(recordsHeld) })} />
      <p className={sheet.hint}>{t('keys.shareHelp')}</p>
      <SelectSetting name={t('keys.with')} names={aliases} chosen={wanted} onChoose={setChosen} />
      <div className={sheet.acts}>
        <button type="button" className={button} onClick={() => submit({ type: 'Call', operation: 'StartStreamEncryption', input: { StreamName: streamName, EncryptionType: 'KMS', KeyId: wanted } })}>
          StartStreamEncryption
        </button>
        <button type="button" className={button} disabled={keyName === null} onClick={() => submit({ type: 'Call', operation: 'StopStreamEncryption', input: { StreamName: streamName, EncryptionType: 'KMS', KeyId: keyName ?? wanted } })}>
          StopStreamEncryption
        </button>
      </div>
      <Refusal streamName={streamName} />
      <p className={sheet.hint}>{t('keys.encryptionHelp')}</p>
    </>
  )
}

/** What the service said to the newer of the two calls, where it refused it. */
function Refusal({ streamName }: { streamName: string }) {
  const refused = useWorld(({ events }) => {
    const newest = events.findLast((event) => (event.kind === 'CallRefused' || event.kind === 'CallAccepted') && OPERATIONS.some((operation) => operation === event.operation))
    return newest?.kind === 'CallRefused' ? lastRefusal(events, { operation: newest.operation, streamName }) : null
  })
  return (
    <div role="alert">
      {refused === null ? null : (
        <p className={sheet.refusal}>
          <strong>{refused.exception}</strong> {refused.message}
        </p>
      )}
    </div>
  )
}
