// Short words that something was done, and the way to undo it, kept while one moves to the next page.

import { Problem } from '../api/problem';

export interface Notice {
  id: number;
  text: string;
  undo?: () => Promise<unknown>;
  failed?: boolean;
}

class Notices {
  list = $state<Notice[]>([]);
  #next = 1;

  say(text: string, undo?: () => Promise<unknown>): void {
    this.list = [{ id: this.#next++, text, undo }, ...this.list].slice(0, 3);
  }

  complain(text: string): void {
    this.list = [{ id: this.#next++, text, failed: true }, ...this.list].slice(0, 3);
  }

  async undo(notice: Notice, undone = 'Undone.'): Promise<void> {
    try {
      await notice.undo?.();
      this.close(notice.id);
      this.say(undone);
    } catch (error) {
      this.close(notice.id);
      this.complain(error instanceof Problem ? `That could not be undone. ${error.title}. ${error.detail}` : 'That could not be undone. Try again.');
    }
  }

  /** Somebody else sits down: nothing that was done before is theirs to read or to undo. */
  clear(): void {
    this.list = [];
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

export const notices = new Notices();
