/** One parameter of an action, by AWS's name of it. */
import { useTranslation } from 'react-i18next'
import type { FaultParameter } from '../../../engine/faults/settings'
import { FAULT_PERCENTAGE } from '../../../kinesis/limits'
import controls from '../../../widgets/controls.module.css'
import { NumberSetting } from '../../settings/NumberSetting'
import { Setting } from '../../settings/Setting'
import sheet from '../../sheet/Sheet.module.css'
import { FieldProblem } from './FieldProblem'

const DURATIONS = ['PT1M', 'PT2M', 'PT5M', 'PT15M'] as const
const CHARACTERS_MAX = 500

export interface ParameterFieldProps {
  name: FaultParameter
  value: string
  onChange: (value: string) => void
}

export function ParameterField({ name, value, onChange }: ParameterFieldProps) {
  const { t } = useTranslation('security')
  if (name === 'percentage') {
    const { min, max } = FAULT_PERCENTAGE
    return (
      <>
        <NumberSetting name={name} help={t('faults.parameter.percentage')} value={Number(value)} usual={max} unit="percent" scale={{ min, max, step: 1, kind: 'linear' }} isJudged onCommit={(percentage) => onChange(String(percentage))} />
        <FieldProblem of={name} />
      </>
    )
  }
  return (
    <>
      <Setting
        name={name}
        help={t(`faults.parameter.${name}`)}
        field={(ids) => <input {...ids} className={`${controls.text} ${sheet.code}`} value={value} maxLength={CHARACTERS_MAX} autoComplete="off" spellCheck={false} onChange={({ target }) => onChange(target.value)} />}
      />
      {name === 'duration' ? (
        <div className={sheet.acts} role="group" aria-label={t('faults.durations')}>
          {DURATIONS.map((each) => (
            <button key={each} type="button" className={controls.toggle} aria-pressed={each === value} onClick={() => onChange(each)}>
              {each}
            </button>
          ))}
        </div>
      ) : null}
      <FieldProblem of={name} />
    </>
  )
}
