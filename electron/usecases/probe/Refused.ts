/** The target did not do what an experiment asked; mostly that is the answer. `isSure`: it surely did nothing. */
export class Refused extends Error {
  readonly code: string;
  readonly isSure: boolean;

  constructor(code: string, message: string, isSure: boolean) {
    super(message);
    this.code = code;
    this.isSure = isSure;
  }
}
