using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.World;

namespace RemoteDev.Policy.Comparing;

/// <summary>Policies and the facts they speak about: together they say who may do what.</summary>
/// <param name="Bundle">The policies.</param>
/// <param name="World">The facts.</param>
public sealed record PolicyState(PolicyBundle Bundle, PolicyWorld World);
