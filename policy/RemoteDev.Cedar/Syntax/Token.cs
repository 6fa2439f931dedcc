using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Syntax;

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, SourceSpan Span);
