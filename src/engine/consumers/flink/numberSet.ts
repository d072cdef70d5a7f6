/** Whole numbers that were met, nearly all of them without gaps: stretches in order, each a first one and one past the last. */

export type NumberSet = number[]

export function hasNumber(numbers: NumberSet, number: number): boolean {
  return stretchAfter(numbers, number) % 2 === 1
}

export function addNumber(numbers: NumberSet, number: number): void {
  const at = stretchAfter(numbers, number)
  if (at % 2 === 1) return
  const joinsLeft = at > 0 && numbers[at - 1] === number
  const joinsRight = at < numbers.length && numbers[at] === number + 1
  if (joinsLeft && joinsRight) numbers.splice(at - 1, 2)
  else if (joinsLeft) numbers[at - 1] = number + 1
  else if (joinsRight) numbers[at] = number
  else numbers.splice(at, 0, number, number + 1)
}

/** @returns how many bounds are at or below `number`: an odd count is within a stretch. */
function stretchAfter(numbers: NumberSet, number: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle] <= number) low = middle + 1
    else high = middle
  }
  return low
}
