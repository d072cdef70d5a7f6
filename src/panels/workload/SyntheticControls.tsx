/** Made-up traffic: how much and when, how large, and how evenly its partition keys are spread. */
import type { SyntheticWorkload } from '../../engine/commands'
import type { ChangeWorkload } from './change'
import { KeyControls } from './KeyControls'
import { RateControls } from './RateControls'
import { SizeControls } from './SizeControls'

export interface SyntheticControlsProps {
  workload: SyntheticWorkload
  change: ChangeWorkload
}

export function SyntheticControls({ workload, change }: SyntheticControlsProps) {
  return (
    <>
      <RateControls workload={workload} change={change} />
      <SizeControls workload={workload} change={change} />
      <KeyControls workload={workload} change={change} />
    </>
  )
}
