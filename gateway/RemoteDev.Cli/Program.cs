using RemoteDev.Cli;

return await RemoteDevProgram.RunAsync(args, Console.Out, Console.Error, Environment.GetEnvironmentVariable, Console.In);
