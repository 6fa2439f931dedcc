using System.Runtime.InteropServices;

namespace RemoteDev.Cedar.Validation;

/// <summary>The knowledge that something is present wherever control gets to.</summary>
/// <param name="Expression">The number of the expression it is present on.</param>
/// <param name="Name">The number of the attribute's name, or of the expression that names the tag.</param>
/// <param name="IsTag">Whether it is a tag.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Capability(int Expression, int Name, bool IsTag);
