import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** What a query asks for of one metric. */
export interface Selection {
  readonly metric: string;
  /** Labels that it goes by, and the value where that must be exactly one. */
  readonly labels: readonly { readonly name: string; readonly equals?: string }[];
}

/** A query of Prometheus, taken apart. */
export interface Query {
  readonly selections: readonly Selection[];
  /** Labels by which results are grouped or matched. */
  readonly groupedBy: readonly string[];
}

/** @throws Error where it is no PromQL */
export function parseQuery(text: string): Query {
  const textOf = ({ from, to }: SyntaxNode) => text.slice(from, to);
  const selections: Selection[] = [];
  const groupedBy: string[] = [];
  parser.parse(text).iterate({
    enter: ({ type, from, node }) => {
      if (type.isError) throw new Error(`No PromQL at position ${from}: ${text}`);
      if (type.name === 'VectorSelector') selections.push(selectionOf(node, textOf));
      if (type.name === 'GroupingLabels') groupedBy.push(...node.getChildren('LabelName').map(textOf));
    },
  });
  return { selections, groupedBy };
}

function selectionOf(selector: SyntaxNode, textOf: (node: SyntaxNode) => string): Selection {
  const metric = selector.getChild('Identifier');
  if (!metric) throw new Error(`A selection without a metric: ${textOf(selector)}`);
  const matchers = selector.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const labels = matchers.map((matcher) => {
    const name = textOf(matcher.getChild('LabelName')!);
    const isExact = Boolean(matcher.getChild('MatchOp')?.getChild('EqlSingle'));
    return { name, ...(isExact && { equals: textOf(matcher.getChild('StringLiteral')!).slice(1, -1) }) };
  });
  return { metric: textOf(metric), labels };
}
