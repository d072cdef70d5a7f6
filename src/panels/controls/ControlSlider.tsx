/** A slider of the rails: names its number field, and shows the service's refusal of the calls that it makes. */
import { useTranslation } from 'react-i18next'
import type { OperationName } from '../../kinesis/api/types'
import { useWorld } from '../../store/hooks'
import { Slider } from '../../widgets/Slider'
import type { SliderProps } from '../../widgets/Slider'
import { CallRefusal } from '../serviceRefusals/CallRefusal'
import { lastRefusal } from './lastRefusal'

export type ControlSliderProps = Omit<SliderProps, 'fieldLabel' | 'problem'> & {
  /** The API operations that a commit calls, where it does. */
  operations?: readonly OperationName[]
}

export function ControlSlider({ operations, ...slider }: ControlSliderProps) {
  const { t } = useTranslation()
  const refusal = useWorld((world) => (operations === undefined ? null : lastRefusal(world.events, { operations, streamName: world.summary?.stream.streamName, now: { atMs: world.atMs, speed: world.speed } })))
  return <Slider {...slider} fieldLabel={t('asNumber', { label: slider.label })} problem={refusal === null ? null : <CallRefusal refusal={refusal} />} />
}
