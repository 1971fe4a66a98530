waiting-text = 正在找，请稍等。
no-work-text = 眼下一个活都没有。过一会儿再来看看，或者问问工作人员。
