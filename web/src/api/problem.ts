// What went wrong with a request, as RFC 9457 says it, so that every page shows it in the same way.

export interface FieldProblem {
  /** The name of the field as forms write it: "aim", "rows.2.median" (the API points: "/rows/2/median"). */
  field?: string;
  code: string;
  title: string;
  /** How to mend it. */
  detail?: string;
  /** The place in what was sent: a row, a line. */
  where?: string;
}

interface ProblemBody extends Partial<FieldProblem> {
  type?: string;
  status?: number;
  errors?: FieldProblem[];
}

export class Problem extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly field: string | undefined;
  readonly where: string | undefined;
  readonly errors: FieldProblem[];
  /** What is left of one that was shown already. */
  mending = false;

  constructor(readonly status: number, body: ProblemBody) {
    super(body.title ?? 'Something went wrong');
    this.name = 'Problem';
    this.code = body.code ?? 'unknown';
    this.title = body.title ?? 'Something went wrong';
    this.detail = body.detail ?? '';
    this.field = fieldName(body.field);
    this.where = body.where;
    const own = body.field ? [{ field: body.field, code: this.code, title: this.title, detail: body.detail, where: body.where }] : [];
    this.errors = (body.errors?.length ? body.errors : own).map((error) => ({ ...error, field: fieldName(error.field) }));
  }

  /** No answer came: the network, or the server, is away. What was typed is still here. */
  get isOffline(): boolean {
    return this.status === 0;
  }
  get isSignedOut(): boolean {
    return this.status === 401;
  }
  get isForbidden(): boolean {
    return this.status === 403;
  }
  get isMissing(): boolean {
    return this.status === 404 || this.status === 410;
  }
  /** Somebody else has saved another version since this one was read. */
  get isConflict(): boolean {
    return this.status === 412;
  }

  /** The same with fewer errors. */
  with(errors: FieldProblem[]): Problem {
    const left = new Problem(this.status, { code: this.code, title: this.title, detail: this.detail, where: this.where, errors });
    left.mending = true;
    return left;
  }

  /** What is wrong with one field, in a sentence. */
  of(field: string): string | undefined {
    const found = this.errors.find((error) => error.field === field);
    return found && sentence(found);
  }
}

/** A JSON pointer as the name of a field of ours; nothing where it points at the whole. */
export function fieldName(pointer: string | undefined): string | undefined {
  return pointer?.replace(/^\//, '').replaceAll('/', '.') || undefined;
}

export function sentence(problem: { title: string; detail?: string; where?: string }): string {
  const said = /[.?!:]$/.test(problem.title);
  const detail = problem.detail && problem.detail !== problem.title ? `${said ? '' : ':'} ${problem.detail}` : '';
  return `${problem.where ? `${problem.where}: ` : ''}${problem.title}${detail}`;
}

export const noAnswer = new Problem(0, {
  code: 'no-answer',
  title: 'Tributary could not be reached',
  detail: 'Check that you are online and try again. What you typed is kept on this page.',
});

/** Reads whatever a failed response carries; a proxy in between may answer without a problem document. */
export function problemOf(status: number, body: unknown): Problem {
  if (body && typeof body === 'object' && 'title' in body) return new Problem(status, body as ProblemBody);
  if (status === 401) return new Problem(status, { code: 'signed-out', title: 'You are not signed in', detail: 'Sign in and try again.' });
  if (status === 403) return new Problem(status, { code: 'not-allowed', title: 'You cannot do that', detail: 'Your role does not allow it.' });
  if (status === 404) return new Problem(status, { code: 'not-found', title: 'There is nothing here', detail: 'It may have been removed, or you may not be able to see it.' });
  if (status === 413) return new Problem(status, { code: 'too-large', title: 'That is too large to send', detail: 'Send it in smaller pieces.' });
  if (status === 429) return new Problem(status, { code: 'too-many', title: 'Too many tries', detail: 'Wait a minute and try again.' });
  return new Problem(status, { code: `status-${status}`, title: 'Tributary could not do that', detail: 'The fault is ours. Nothing was stored; try again.' });
}
