/** The list of processing options that the Agent applies to each record, in order. */
import { useTranslation } from 'react-i18next'
import type { AgentProcessing, JsonFormat } from '../../../engine/producers/agent/settings'
import controls from '../../../widgets/controls.module.css'
import { Icon } from '../../../widgets/Icon'
import sheet from '../../sheet/Sheet.module.css'
import { ChoiceSetting, SelectSetting, SwitchSetting, TextSetting } from './keyedSettings'
import { useSettingText } from './settingText'
import { jsonIn, LOG_FORMATS, movedUp, namesIn, newStep, OPTION_NAMES, STEPS_MAX } from './stepList'
import styles from './Forms.module.css'

export function AgentSteps({ steps, onChange }: { steps: readonly AgentProcessing[]; onChange: (steps: AgentProcessing[]) => void }) {
  const { t } = useTranslation('producers')
  const { name, help } = useSettingText('agent.dataProcessingOptions')
  return (
    <div className={sheet.pair} role="group" aria-label={name}>
      <span>{name}</span>
      <p className={sheet.hint}>{help}</p>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={index}>
            <div className={styles.stepHead}>
              <code>{step.optionName}</code>
              <button type="button" className={`${controls.button} ${controls.small}`} disabled={index === 0} aria-label={t('step.up', { option: step.optionName })} onClick={() => onChange(movedUp(steps, index))}>
                ↑
              </button>
              <button
                type="button"
                className={`${controls.button} ${controls.small}`}
                aria-label={t('step.remove', { option: step.optionName })}
                onClick={() => onChange(steps.filter((_, other) => other !== index))}
              >
                <Icon name="close" />
              </button>
            </div>
            <StepFields step={step} onChange={(changed) => onChange(steps.with(index, changed))} />
          </li>
        ))}
      </ol>
      <select
        className={controls.select}
        aria-label={t('step.add')}
        value=""
        disabled={steps.length >= STEPS_MAX}
        onChange={(event) => {
          const option = OPTION_NAMES.find((known) => known === event.target.value)
          if (option !== undefined) onChange([...steps, newStep(option)])
        }}
      >
        <option value="">{t('step.add')}</option>
        {OPTION_NAMES.map((option) => (
          <option key={option} value={option}>
            {t('step.option', { option, does: t(`step.does.${option}`) })}
          </option>
        ))}
      </select>
    </div>
  )
}

interface StepProps {
  step: AgentProcessing
  onChange: (step: AgentProcessing) => void
}

function StepFields({ step, onChange }: StepProps) {
  switch (step.optionName) {
    case 'SINGLELINE':
      return (
        <>
          {(['NO_TRIM', 'ESCAPE_NEW_LINE'] as const).map((option) => (
            <SwitchSetting
              key={option}
              setting={`agentStep.${option}`}
              isOn={step.parseOptions.includes(option)}
              onChange={(isOn) => onChange({ ...step, parseOptions: isOn ? [...step.parseOptions, option] : step.parseOptions.filter((other) => other !== option) })}
            />
          ))}
        </>
      )
    case 'CSVTOJSON':
      return (
        <>
          <TextSetting setting="agentStep.customFieldNames" value={step.customFieldNames.join(', ')} onCommit={(text) => onChange({ ...step, customFieldNames: namesIn(text) })} />
          <TextSetting setting="agentStep.delimiter" value={step.delimiter} onCommit={(delimiter) => onChange({ ...step, delimiter })} />
          <Format format={step.jsonFormat} onChoose={(jsonFormat) => onChange({ ...step, jsonFormat })} />
        </>
      )
    case 'LOGTOJSON':
      return <LogToJsonFields step={step} onChange={onChange} />
    case 'ADDMETADATA':
      return (
        <>
          <TextSetting
            setting="agentStep.metadata"
            value={JSON.stringify(step.metadata)}
            onCommit={(text) => {
              const metadata = jsonIn(text)
              if (metadata !== undefined) onChange({ ...step, metadata })
            }}
          />
          <SwitchSetting setting="agentStep.timestamp" isOn={step.timestamp} onChange={(timestamp) => onChange({ ...step, timestamp })} />
          <Format format={step.jsonFormat} onChoose={(jsonFormat) => onChange({ ...step, jsonFormat })} />
        </>
      )
    case 'ADDBRACKETS':
      return null
  }
}

function LogToJsonFields({ step, onChange }: { step: Extract<AgentProcessing, { optionName: 'LOGTOJSON' }>; onChange: StepProps['onChange'] }) {
  return (
    <>
      <SelectSetting setting="agentStep.logFormat" names={LOG_FORMATS} chosen={step.logFormat} onChoose={(logFormat) => onChange({ ...step, logFormat })} />
      <TextSetting setting="agentStep.matchPattern" value={step.matchPattern ?? ''} onCommit={(text) => onChange({ ...step, matchPattern: text === '' ? null : text })} />
      <TextSetting
        setting="agentStep.customFieldNames"
        value={step.customFieldNames?.join(', ') ?? ''}
        onCommit={(text) => onChange({ ...step, customFieldNames: namesIn(text).length === 0 ? null : namesIn(text) })}
      />
      <Format format={step.jsonFormat} onChoose={(jsonFormat) => onChange({ ...step, jsonFormat })} />
    </>
  )
}

function Format({ format, onChoose }: { format: JsonFormat; onChoose: (format: JsonFormat) => void }) {
  return <ChoiceSetting setting="agentStep.jsonFormat" names={['COMPACT', 'PRETTYPRINT'] as const} chosen={format} onChoose={onChoose} />
}
