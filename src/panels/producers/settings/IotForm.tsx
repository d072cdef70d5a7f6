/** A fleet of devices and its rule: the partition key as a template, with the usual mistake and its cures one click away. */
import { useTranslation } from 'react-i18next'
import { IOT_DEFAULTS, type IotSettings } from '../../../engine/producers/iot/settings'
import controls from '../../../widgets/controls.module.css'
import type { SliderScale } from '../../../widgets/sliderScale'
import sheet from '../../sheet/Sheet.module.css'
import { NumberSetting, TextSetting } from './keyedSettings'
import { useSettings } from './useSettings'
import type { SettingsFormProps } from './useSettings'
import styles from './Forms.module.css'

const DEVICES: SliderScale = { min: 1, max: 100_000, step: 1, kind: 'logarithmic' }
const PUBLISH_MS: SliderScale = { min: 10, max: 600_000, step: 1, kind: 'logarithmic' }
const PAYLOAD_BYTES: SliderScale = { min: 1, max: 131_072, step: 1, kind: 'logarithmic' }

/** A template, and the topic with which it is used, where that matters. */
const TEMPLATES = [
  { name: 'sharedTopic', partitionKey: '${topic()}', topic: 'plant/telemetry', isMistake: true },
  { name: 'ownTopic', partitionKey: '${topic()}', topic: 'plant/{device}/telemetry', isMistake: false },
  { name: 'clientId', partitionKey: '${clientid()}', topic: null, isMistake: false },
  { name: 'newUuid', partitionKey: '${newuuid()}', topic: null, isMistake: false },
] as const

export function IotForm(props: SettingsFormProps<IotSettings>) {
  const { t } = useTranslation('producers')
  const { settings } = props
  const change = useSettings(props)
  return (
    <>
      <TextSetting setting="iot.partitionKey" value={settings.partitionKey} onCommit={(partitionKey) => change({ partitionKey })} />
      <ul className={styles.templates} aria-label={t('iotTemplates')}>
        {TEMPLATES.map(({ name, partitionKey, topic, isMistake }) => {
          const isUsed = settings.partitionKey === partitionKey && (topic === null || settings.topic === topic)
          return (
            <li key={name}>
              <button type="button" className={`${controls.button} ${controls.small}`} aria-pressed={isUsed} onClick={() => change({ partitionKey, ...(topic === null ? {} : { topic }) })}>
                <code>{partitionKey}</code>
              </button>
              <span className={sheet.hint}>
                <b data-fault={isMistake}>{t(isMistake ? 'iotMistake' : 'iotCure')}</b> {t(`iotTemplate.${name}`)}
              </span>
            </li>
          )
        })}
      </ul>
      <TextSetting setting="iot.topic" value={settings.topic} onCommit={(topic) => change({ topic })} />
      <NumberSetting setting="iot.deviceCount" value={settings.deviceCount} usual={IOT_DEFAULTS.deviceCount} scale={DEVICES} onCommit={(deviceCount) => change({ deviceCount })} />
      <NumberSetting setting="iot.publishEveryMs" value={settings.publishEveryMs} usual={IOT_DEFAULTS.publishEveryMs} scale={PUBLISH_MS} unit="ms" onCommit={(publishEveryMs) => change({ publishEveryMs })} />
      <NumberSetting setting="iot.payloadBytes" value={settings.payloadBytes} usual={IOT_DEFAULTS.payloadBytes} scale={PAYLOAD_BYTES} unit="bytes" onCommit={(payloadBytes) => change({ payloadBytes })} />
    </>
  )
}
