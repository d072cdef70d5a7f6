/** Server-side encryption of one stream: on and off by the API's calls, and how much of what it holds is encrypted. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KmsKeyView, StreamGuardView } from '../../../engine/door/guardsView'
import { useActions } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { CallProblem } from '../../serviceRefusals/CallProblem'
import { SelectSetting } from '../../settings/SelectSetting'
import { Facts, Gauge } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { KeyStateText } from './KeyStateText'

const OPERATIONS = ['StartStreamEncryption', 'StopStreamEncryption'] as const

export function StreamEncryption({ stream, keys }: { stream: StreamGuardView; keys: readonly KmsKeyView[] }) {
  const { t } = useTranslation('security')
  const { count, percent } = useFormats()
  const { submit } = useActions()
  const { streamName, streamStatus, keyName, keyId, keyAlias, dataKeysUntilMs, recordsHeld, recordsEncrypted } = stream
  const key = keys.find((each) => each.keyId === keyId)
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
          ...(keyId === null ? [] : [['KeyState', <KeyStateText key="state" keyState={key?.keyState ?? null} />] as const]),
          ...(keyId === null || key?.keyState === 'Enabled' || dataKeysUntilMs === null ? [] : [[t('keys.dataKeys'), t('keys.until', { at: clockText(dataKeysUntilMs) })] as const]),
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
      <CallProblem operations={OPERATIONS} streamName={streamName} />
      <p className={sheet.hint}>{t('keys.encryptionHelp')}</p>
    </>
  )
}
