/** The step adjustments of one direction: a row each, and what is wrong with one below it. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScalingDirection } from '../../../engine/autoscaling/settings'
import { STEP_ADJUSTMENTS_MAX } from '../../../kinesis/limits'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import capacity from '../Capacity.module.css'
import { FieldProblem } from '../Field'
import { ADJUSTMENT_TYPES, type RuleDraft } from './policyDraft'
import { STEP_FIELDS, withoutStep, withStep, type StepDraft, type StepField } from './stepDrafts'
import styles from './Steps.module.css'

export interface StepFieldsProps {
  direction: ScalingDirection
  /** Its name, for whoever hears a field. */
  legend: string
  rule: Pick<RuleDraft, 'AdjustmentType' | 'steps'>
  problemOf: (field: string) => string | null
  onChange: (changed: Partial<RuleDraft>) => void
}

export function StepFields({ direction, legend, rule: { AdjustmentType, steps }, problemOf, onChange }: StepFieldsProps) {
  const { t } = useTranslation('cloudWatch')
  const change = (index: number, changed: Partial<StepDraft>) => onChange({ steps: steps.map((step, at) => (at === index ? { ...step, ...changed } : step)) })
  return (
    <div className={`${capacity.whole} ${sheet.body}`} role="group" aria-label={`${t('policy.steps.title')} ${legend}`}>
      <p className={sheet.hint}>
        <b>{t('policy.steps.title')}.</b> {t('policy.steps.means')}
      </p>
      <SelectSetting name={t('policy.steps.type')} help={t(`policy.steps.types.${AdjustmentType}`)} names={ADJUSTMENT_TYPES} chosen={AdjustmentType} onChoose={(type) => onChange({ AdjustmentType: type })} />
      {steps.map((step, index) => (
        <Row
          key={index}
          name={t('policy.steps.step', { number: index + 1 })}
          legend={legend}
          step={step}
          problemOf={(field) => problemOf(`${direction}.steps.${index}.${field}`)}
          onChange={(changed) => change(index, changed)}
          onRemove={() => onChange({ steps: withoutStep(steps, index, direction) })}
        />
      ))}
      <FieldProblem problem={problemOf(`${direction}.steps`)} />
      {steps.length === STEP_ADJUSTMENTS_MAX ? null : (
        <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={() => onChange({ steps: withStep(steps, direction) })}>
          {t('policy.steps.add')}
          <span className={sheet.hidden}> {legend}</span>
        </button>
      )}
    </div>
  )
}

interface RowProps {
  name: string
  legend: string
  step: StepDraft
  problemOf: (field: StepField) => string | null
  onChange: (changed: Partial<StepDraft>) => void
  onRemove: () => void
}

function Row({ name, legend, step, problemOf, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('cloudWatch')
  const id = useId()
  const problem = STEP_FIELDS.map(problemOf).find((one) => one !== null) ?? null
  return (
    <div className={styles.step}>
      {STEP_FIELDS.map((field) => (
        <div key={field} className={`${sheet.pair} ${capacity.field}`}>
          <label htmlFor={`${id}-${field}`}>
            {t(`policy.steps.${field}`)}
            <span className={sheet.hidden}>{` ${name} ${legend}`}</span>
          </label>
          <input
            id={`${id}-${field}`}
            className={controls.text}
            value={step[field]}
            inputMode="text"
            maxLength={CHARACTERS_MAX}
            autoComplete="off"
            aria-invalid={problemOf(field) !== null}
            aria-describedby={problemOf(field) === null ? undefined : `${id}-problem`}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        </div>
      ))}
      <button type="button" className={`${controls.button} ${controls.small}`} onClick={onRemove}>
        {t('policy.steps.remove')}
        <span className={sheet.hidden}>{` ${name} ${legend}`}</span>
      </button>
      <FieldProblem id={`${id}-problem`} problem={problem} />
    </div>
  )
}

const CHARACTERS_MAX = 30
