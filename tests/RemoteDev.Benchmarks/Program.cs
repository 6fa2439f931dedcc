Console.WriteLine("usage: RemoteDev.Benchmarks proxy");
